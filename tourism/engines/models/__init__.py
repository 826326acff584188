"""3D models that somebody sent: judged and made anew in a process of their own, without files or network."""
