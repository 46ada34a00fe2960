"""The spiders, of which there is one."""
