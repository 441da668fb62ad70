"""Where a post can be read: its thread, the page of the thread it stands on, and its place there."""

from app.forum.models import Reply, Thread

REPLIES_SHOWN = 50


def of_thread(thread: Thread) -> str:
    """The page of a thread."""
    return of_thread_named(thread.id)


def of_thread_named(thread_id: str) -> str:
    """The same, by the identifier."""
    return f"/threads/{thread_id}"


def of_reply(reply: Reply, thread: Thread) -> str:
    """A reply without a number still waits and is shown to its author after the last one."""
    begins = before_page_of(reply.seq or thread.last_seq)
    return f"/threads/{thread.id}{f'?after={begins}' if begins else ''}#post-{reply.id}"


def before_page_of(seq: int) -> int:
    """The number just before the page on which `seq` stands."""
    return max(seq - 1, 0) // REPLIES_SHOWN * REPLIES_SHOWN


def of_post(post: Thread | Reply, thread: Thread) -> str:
    """The opening or a reply, at its place on its page."""
    return of_reply(post, thread) if isinstance(post, Reply) else f"{of_thread(thread)}#post-{post.id}"


def for_ever(thread_id: str, post_id: str) -> str:
    """An address of a post that holds whatever its page becomes; it leads to the page."""
    return f"/threads/{thread_id}/posts/{post_id}"
