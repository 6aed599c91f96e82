package run.leger.conformance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import run.leger.core.SecretBytes;

/** A program that embeds Tailscale by tsnet, joined to the laboratory's tailnet. Closing it stops the program and forgets its state. */
public final class Tsnet implements AutoCloseable {
    private final TempDir dir = new TempDir("tn");
    private final Program program;
    private final String[] loopback;

    private Tsnet(String hostname) {
        Path file = dir.path().resolve("loopback");
        program = Program.start(
                dir.path().resolve("log"),
                Lab.tailscaledEnvironment(),
                List.of(
                        Lab.program("labtsnet").toString(),
                        "-dir=" + dir.path(),
                        "-control=" + Lab.controlUrl(),
                        "-hostname=" + hostname));
        program.waitUntil("its LocalAPI listens", Lab.PATIENCE, () -> Files.exists(file));
        try {
            loopback = Files.readString(file, StandardCharsets.US_ASCII).trim().split("[: ]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the program, and waits until its LocalAPI listens. */
    public static Tsnet start(String hostname) {
        return new Tsnet(hostname);
    }

    /** Returns the port of 127.0.0.1 on which its LocalAPI listens. */
    public int port() {
        return Integer.parseInt(loopback[1]);
    }

    /** Returns the token of its LocalAPI. */
    public SecretBytes token() {
        return SecretBytes.take(loopback[2].getBytes(StandardCharsets.US_ASCII));
    }

    /** Ends the program, and keeps its state. */
    public void stop() {
        program.close();
    }

    @Override
    public void close() {
        try {
            program.close();
        } finally {
            dir.close();
        }
    }
}
