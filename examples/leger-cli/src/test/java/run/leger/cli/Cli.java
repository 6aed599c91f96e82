package run.leger.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import run.leger.core.Json;

/** Runs the command in this process, as its main method does, and keeps what it wrote. */
final class Cli {
    private final Map<String, String> environment = new HashMap<>();
    private InputStream input = InputStream.nullInputStream();

    /** What a run came to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Result(int code, byte[] bytes, String out, String err) {
        /** All of standard output, which must be one JSON value. */
        Json json() {
            return Json.parse(out);
        }

        String text(String... path) {
            return json().at(path).map(Json::asText).orElse("(absent)");
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli input(byte[] bytes) {
        return input(new ByteArrayInputStream(bytes));
    }

    Cli input(InputStream stream) {
        input = stream;
        return this;
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                input,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment);
        return new Result(
                code, out.toByteArray(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
