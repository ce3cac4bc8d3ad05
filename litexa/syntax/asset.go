package syntax

import "strings"

// The productions of assets return nil, and leave the cursor, if there is
// something else. Quotes around a name need not match, as in Litexa 0.9.

// quoteMark moves past a quote, if there is one, and returns it, or 0.
func (p *parser) quoteMark() byte {
	if c := p.peek(); c == '"' || c == '\'' {
		p.off++
		return c
	}
	return 0
}

// assetFile parses the name of a file.
func (p *parser) assetFile() *Asset {
	off := p.off
	p.quoteMark()
	end := p.asset(p.off)
	if end == p.off {
		p.off = off
		return nil
	}
	name := p.src[p.off:end]
	return p.assetNode(off, end, AssetFile, name, name[strings.LastIndexByte(name, '.')+1:])
}

// assetURL parses an address.
func (p *parser) assetURL() *Asset {
	off := p.off
	p.quoteMark()
	if !p.has("http://") && !p.has("https://") {
		p.off = off
		return nil
	}
	end := p.run(p.off, classURL)
	url := p.src[p.off:end]
	file := url[strings.LastIndexByte(url, '/')+1:]
	dot := strings.LastIndexByte(file, '.')
	a := p.assetNode(off, end, AssetURL, url, strings.ToLower(file[dot+1:]))
	if dot < 0 {
		a.Type = ""
		p.report(a.at, "unknown-asset-type", "the last part of the address needs an ending such as .mp3",
			"the type of %s is not known", shorten(url))
	}
	return a
}

// soundBank parses the path of a sound in a sound bank.
func (p *parser) soundBank() *Asset {
	const prefix = "soundbank://"
	off := p.off
	p.quoteMark()
	end := p.off
	if p.has(prefix) {
		end = p.run(p.off+len(prefix), classAsset)
	}
	if end <= p.off+len(prefix) {
		p.off = off
		return nil
	}
	return p.assetNode(off, end, AssetSoundBank, p.src[p.off:end], "mp3")
}

// assetNode ends an asset that begins at off and whose name ends at end.
func (p *parser) assetNode(off, end int, kind AssetKind, name, typ string) *Asset {
	p.off = off
	start := p.here()
	p.off = end
	p.quoteMark()
	return &Asset{p.since(start), kind, name, typ}
}
