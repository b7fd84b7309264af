"""The pages of the desk, one module each; every one has ``build(desk, shell)``."""
