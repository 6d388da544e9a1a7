"""The made-up cast and its requests, shared by the demo, the tests, the docs and the screenshots."""
