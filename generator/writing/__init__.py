"""How YAML is written: order, wrapping and quoting with every comment kept; new records."""
