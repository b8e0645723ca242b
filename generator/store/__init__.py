"""Files and caches: what is read whole, kept between builds, and put in place."""
