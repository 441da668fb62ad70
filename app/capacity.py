"""How much of everything one process of the server takes: all of it follows from two settings, so that nothing contradicts."""

from dataclasses import dataclass

# An open socket keeps a thread for as long as it lasts; these are left for pages whatever happens.
THREADS_FOR_PAGES = 16
LEAST_THREADS = 32
# The timer, the sweep, the errands and the bell ask the database, too.
CONNECTIONS_BESIDE = 4
MOST_CONNECTIONS = 40


@dataclass(frozen=True, slots=True)
class Capacity:
    """What follows from TOMOSHIBI_THREADS and TOMOSHIBI_PROCESSES. deploy/gunicorn.conf.py and the doctor compare with it."""

    threads: int
    processes: int = 1

    @property
    def sockets(self) -> int:
        """The most open sockets of one process."""
        return self.threads - THREADS_FOR_PAGES

    @property
    def connections(self) -> int:
        """The most network connections of one process: sockets, requests, and browsers that may ask again."""
        return max(1024, self.threads * 4)

    @property
    def files(self) -> int:
        """The most open files of one process: connections, the database, what is being read."""
        return self.connections + 256

    @property
    def database_pool(self) -> int:
        """Connections to PostgreSQL that one process keeps: transactions are short, so few are enough for many threads."""
        return min(MOST_CONNECTIONS, 8 + self.threads // 16)

    @property
    def database_connections(self) -> int:
        """The most connections to PostgreSQL of all processes, and of a worker beside them."""
        return (self.processes + 1) * (self.database_pool + CONNECTIONS_BESIDE)
