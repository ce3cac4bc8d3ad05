spelling = -> jsonFiles["spelling.json"].colour
title = -> "Lieber"
