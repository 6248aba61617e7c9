#!/usr/bin/python3
"""Breaks something in a living exchange and tells what its supervisors do about it.

usage: watch_restarts.py ADDRESS:PORT TOKEN [FAULT TARGET]     (needs python3-websockets)
"""
import asyncio
import json
import sys

try:
    import websockets
except ImportError:
    sys.exit("This needs the package websockets: on Debian python3-websockets, for /usr/bin/python3.")


async def watch(where, token, fault="process_killed", target="process path_finder"):
    address = f"ws://{where}/manage?token={token}"
    async with websockets.connect(address, subprotocols=["forlopp.json"]) as exchange:
        hello = json.loads(await exchange.recv())
        print(f"{hello['scenario']}, seed {hello['seed']}")
        requests = [
            {"do": "follow", "classes": ["supervision", "crash", "alarm"]},
            {"do": "inject", "fault": fault, "target": target},
        ]
        for number, request in enumerate(requests):
            await exchange.send(json.dumps({"id": number} | request))
        async for text in exchange:
            message = json.loads(text)
            if "error" in message:
                sys.exit(message["error"]["text"])
            if "frame" not in message:
                continue
            await exchange.send(json.dumps({"ack": message["frame"]}))
            for number, vtime, kind, fields in message.get("events", []):
                what = " ".join(f"{key}={value}" for key, value in fields.items())
                print(f"{vtime / 1e9:10.3f} s  {kind:12} {what[:120]}")
                if fields.get("kind") == "restarted":
                    return


if __name__ == "__main__":
    if len(sys.argv) not in (3, 5):
        sys.exit(__doc__)
    asyncio.run(watch(*sys.argv[1:]))
