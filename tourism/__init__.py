"""Lời Quê, a guide for Vietnamese communes; the map of the house, top floor first.

app, __main__       join the parts; start them
web, cli            the faces: pages, API, and what an operator types
worker              put-off work, claimed with a lease
backends            what we run on, handed in: sessions, blobs, voice, clock, config
content             people's files <-> drafts
publishing          publish, withdraw; asks for narration; raises the edition
tours               itineraries
narration           what is heard and read
sites, wifi         places; WiFi-enabled tourism points
communes            identity with dates, theme, sources
storage, engines    databases, blobs, jobs; voices, codes, pictures
config geo language codes errors    values and rules that know nobody
"""
