"""An outside mail server by other people's code (Debian python3-aiosmtpd), as strict as real ones. mta.py PORT

Who the recipient is decides: nobody* 550, full* 452, grey* 451 the first time, slow* 250 after 3 s. Each mail that it takes is a line of JSON.
"""
import asyncio
import json
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

seen = set()


class Strict:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 5.1.1 no such user"
        if address.startswith("full"):
            return "452 4.2.2 mailbox full"
        if address.startswith("grey") and address not in seen:
            seen.add(address)
            return "451 4.7.1 greylisted, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("slow"):
            await asyncio.sleep(3)
        taken = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "data": envelope.content.decode("utf-8", "replace")}
        print(json.dumps(taken), flush=True)
        return "250 2.0.0 queued as T1"


def check(server, session, envelope, mechanism, data):
    fits = isinstance(data, LoginPassword) and data.login == b"hotline" and data.password == b"secret"
    return AuthResult(success=fits)


controller = Controller(
    Strict(),
    hostname="127.0.0.1",
    port=int(sys.argv[1]),
    auth_required=True,
    auth_require_tls=False,
    authenticator=check,
    enable_SMTPUTF8=True,
    decode_data=False,
)
controller.start()
print("READY", flush=True)
asyncio.new_event_loop().run_forever()
