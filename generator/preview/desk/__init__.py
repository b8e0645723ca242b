"""The desk, where editors see every story and act on its consent."""
