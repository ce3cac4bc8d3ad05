const more = ['plum'];
