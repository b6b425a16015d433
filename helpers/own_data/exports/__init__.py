"""What programs for talking export: messages as objects, whole files of them, and threads of plain text.

`conversation` is what comes out, `messages` reads one object of any program, `markup` makes its text readable, `stamps`
knows how times are written, `threads` reads plain text (WhatsApp, LINE, WeChat, Discord, Teams, and any *Name: text*).
"""
