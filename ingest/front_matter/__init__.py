"""Front matter (文件要素): title, place, dates, period, status and basis of a plan."""
