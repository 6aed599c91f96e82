package run.leger.conformance.caddy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import run.leger.conformance.lab.Lab;
import run.leger.conformance.lab.TempDir;

/** Caddy's own lexer, block parser and formatter in one long-lived process ({@code lab/caddyfile}), in a directory of its own that is empty at first. */
final class CaddyfileJudge implements AutoCloseable {
    private final TempDir dir = new TempDir("caddyfile");
    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    /** What came of a question: the answer, or Caddy's error. */
    @SuppressWarnings("ArrayRecordComponent") // held by the test that asked
    record Answer(boolean isOk, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Starts it with these variables, and no others. */
    CaddyfileJudge(Map<String, String> environment) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(Lab.program("labcaddyfile").toString());
            builder.environment().clear();
            builder.environment().putAll(environment);
            process = builder.directory(dir.path().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Returns what {@code caddy fmt} makes of a text. */
    byte[] fmt(byte[] text) {
        return ask('f', text).bytes();
    }

    /** Returns the tokens as JSON arrays of text, line, and whether they are quoted. */
    Answer tokens(byte[] text) {
        return ask('t', text);
    }

    /** Returns the blocks as JSON. */
    Answer blocks(byte[] text) {
        return ask('p', text);
    }

    /** Returns the blocks as JSON, with each token of a directive as an array of text, whether it is quoted, and whether it begins a line. */
    Answer lines(byte[] text) {
        return ask('x', text);
    }

    /** Returns the directory in which it looks for what files import. */
    Path directory() {
        return dir.path();
    }

    private Answer ask(char verb, byte[] text) {
        try {
            questions.writeByte(verb);
            questions.writeInt(text.length);
            questions.write(text);
            questions.flush();
            boolean ok = answers.readByte() == '+';
            byte[] answer = new byte[answers.readInt()];
            answers.readFully(answer);
            return new Answer(ok, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
            if (!process.waitFor(Lab.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            dir.close();
        }
    }
}
