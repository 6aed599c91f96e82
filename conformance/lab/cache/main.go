// Cache reads and writes secrets on the disk with the real Go client, so that other clients can show that
// they understand each other. What it finds goes to standard output, values in base64:
//
//	labcache write FILE < DOCUMENT        FileCache.Write
//	labcache read FILE                    FileCache.Read
//	labcache file FILE NAME...            FileClient.Get
//	labcache store FILE SERVER NAME...    a Store with this cache, which is asked for the names once
//	labcache versions FILE SERVER NAME N  a Store of which only the version N is asked for
package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/tailscale/setec/client/setec"
	"github.com/tailscale/setec/types/api"
)

// A store waits for its server without end: what is not in the cache shows by not being there in time.
const patience = 3 * time.Second

func main() {
	log.SetFlags(0)
	if len(os.Args) < 3 {
		log.Fatal("usage: labcache write|read|file|store|versions FILE ...")
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		log.Fatal(err)
	}
}

func run(verb, file string, args []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if verb == "file" {
		return readFile(ctx, file, args)
	}
	cache, err := setec.NewFileCache(file)
	if err != nil {
		return err
	}
	switch verb {
	case "write":
		document, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		return cache.Write(document)
	case "read":
		document, err := cache.Read()
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(document)
		return err
	}
	config := setec.StoreConfig{Client: setec.Client{Server: args[0]}, Cache: cache, PollInterval: -1}
	if verb == "store" {
		config.Secrets = args[1:]
	} else {
		config.AllowLookup = true
	}
	store, err := setec.NewStore(ctx, config)
	if err != nil {
		return err
	}
	defer store.Close()
	if verb == "store" {
		for _, name := range args[1:] {
			fmt.Printf("%s\n", base64.StdEncoding.EncodeToString(store.Secret(name).Get()))
		}
		return nil
	}
	version, err := strconv.ParseUint(args[2], 10, 32)
	if err != nil {
		return err
	}
	value, err := store.VersionedSecret(args[1]).GetVersion(ctx, api.SecretVersion(version))
	if err != nil {
		return err
	}
	fmt.Printf("%s\n", base64.StdEncoding.EncodeToString(value))
	return nil
}

func readFile(ctx context.Context, file string, names []string) error {
	client, err := setec.NewFileClient(file)
	if err != nil {
		return err
	}
	for _, name := range names {
		value, err := client.Get(ctx, name)
		if err != nil {
			fmt.Println("-")
			continue
		}
		fmt.Printf("%d %s\n", value.Version, base64.StdEncoding.EncodeToString(value.Value))
	}
	return nil
}
