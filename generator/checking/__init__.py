"""What must not be there, traces of stories and samples; and who is missing among the stories that are."""
