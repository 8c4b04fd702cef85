"""openOrchestrator: everything below the pages. Nothing in here imports NiceGUI."""
