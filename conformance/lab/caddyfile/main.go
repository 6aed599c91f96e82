// Caddyfile answers questions about texts with Caddy's own lexer, block parser and formatter, many in one process.
//
// A question on standard input is a verb, the length of the text as four bytes (big-endian), and the text. An answer on
// standard output is a status ('+' or '-'), a length and a text likewise. Verbs:
//
//	f  what `caddy fmt` makes of it
//	t  its tokens, as JSON: [text, line, quoted]
//	p  its blocks, as JSON: keys, whether it is a named route, and the tokens of each segment
//	x  likewise, but each token of a segment is [text, quoted, whether it begins a line of the segment]
//
// Only the last two obey imports, of files below the directory of this process, and replace environment spans, as Caddy does, from its environment.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/caddyserver/caddy/v2/caddyconfig/caddyfile"
)

func main() {
	log.SetFlags(0)
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	for {
		var head [5]byte
		if _, err := io.ReadFull(in, head[:]); err == io.EOF {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		text := make([]byte, binary.BigEndian.Uint32(head[1:]))
		if _, err := io.ReadFull(in, text); err != nil {
			log.Fatal(err)
		}
		status, answer := byte('+'), []byte(nil)
		answer, err := ask(head[0], text)
		if err != nil {
			status, answer = '-', []byte(err.Error())
		}
		head[0] = status
		binary.BigEndian.PutUint32(head[1:], uint32(len(answer)))
		out.Write(head[:])
		out.Write(answer)
		if err := out.Flush(); err != nil {
			log.Fatal(err)
		}
	}
}

func ask(verb byte, text []byte) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	switch verb {
	case 'f':
		return caddyfile.Format(text), nil
	case 't':
		tokens, err := caddyfile.Tokenize(text, "Caddyfile")
		if err != nil {
			return nil, err
		}
		found := make([][]any, len(tokens))
		for i, t := range tokens {
			found[i] = []any{t.Text, t.Line, t.Quoted()}
		}
		return json.Marshal(found)
	case 'p':
		blocks, err := caddyfile.Parse("Caddyfile", text)
		if err != nil {
			return nil, err
		}
		return json.Marshal(describe(blocks, texts))
	case 'x':
		blocks, err := caddyfile.Parse("Caddyfile", text)
		if err != nil {
			return nil, err
		}
		return json.Marshal(describe(blocks, lines))
	}
	return nil, fmt.Errorf("no such verb: %c", verb)
}

type block[T any] struct {
	Keys     []string `json:"keys"`
	Route    bool     `json:"route"`
	Segments [][]T    `json:"segments"`
}

func describe[T any](blocks []caddyfile.ServerBlock, segment func([]caddyfile.Token) []T) []block[T] {
	found := make([]block[T], len(blocks))
	for i, b := range blocks {
		found[i] = block[T]{Keys: texts(b.Keys), Route: b.IsNamedRoute, Segments: [][]T{}}
		for _, s := range b.Segments {
			found[i].Segments = append(found[i].Segments, segment(s))
		}
	}
	return found
}

func lines(tokens []caddyfile.Token) [][3]any {
	found := make([][3]any, 0, len(tokens))
	for d := caddyfile.NewDispenser(tokens); ; {
		line := d.NextLine()
		if !line && !d.Next() {
			return found
		}
		found = append(found, [3]any{d.Val(), d.Token().Quoted(), line || len(found) == 0})
	}
}

func texts(tokens []caddyfile.Token) []string {
	found := make([]string, len(tokens))
	for i, t := range tokens {
		found[i] = t.Text
	}
	return found
}
