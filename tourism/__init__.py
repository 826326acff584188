"""Lời Quê, a guide for Vietnamese communes; the map of the house, top floor first.

app, __main__       join the parts; start them
web, cli            the faces: pages, API, and what an operator types
worker              put-off work, claimed with a lease
appointed, forgetting, rehearsing    what is published at its time; old counts go; drafts read aloud for the desk
developing          photos that people send, made ready to be served
backends            what we run on, handed in: sessions, blobs, voice, clock, config
overview            what is missing, what is next
content, editorial  people's files <-> drafts; review and the way to the public
publishing          publish, withdraw; asks for narration; raises the edition
partners            tour companies' own orders of tours
tours               itineraries
narration, translating, visits    what is heard and read; translations, glossary, files for translators; counts
sites, wifi         places; WiFi-enabled tourism points
communes, staff, audit    identity with dates, theme, sources; the desk's people; its journal
storage, engines    databases, blobs, jobs; voices, codes, pictures
config geo language codes markup errors    values and rules that know nobody
"""
