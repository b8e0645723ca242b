"""Words into calls; this wing alone prints and exits."""
