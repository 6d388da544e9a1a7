"""An organisation's first admin: who asks to be it, who decides, and organisations that nobody manages."""
