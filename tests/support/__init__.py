"""Real services, a real browser and a real server for the tests, started only when a test asks."""
