spelling = -> jsonFiles["spelling.json"].colour
title = -> "Dear"
