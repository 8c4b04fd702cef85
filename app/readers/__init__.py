"""Documents to text: one file per format, all of them at work in processes of their own."""
