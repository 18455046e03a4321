import imaplib
import smtplib
import sys
import time
from email.message import EmailMessage

subject, host = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""


def subjects():
    with imaplib.IMAP4(host or "imap", 18121 if host else 143) as imap:
        imap.login("jo@example.test", "secret")
        imap.select()
        found = imap.search(None, "SUBJECT", '"%s"' % subject)[1][0].split()
        return len(found)


if "--read" not in sys.argv:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@example.org", "jo@example.test", subject
    message.set_content("with love")
    with smtplib.SMTP(host or "mx", 18111 if host else 25) as smtp:
        smtp.send_message(message)
for _ in range(60):
    if subjects():
        print("there is mail:", subject)
        sys.exit(0)
    time.sleep(0.5)
sys.exit("no mail about " + subject)
