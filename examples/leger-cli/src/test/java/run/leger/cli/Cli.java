package run.leger.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import run.leger.core.Json;

/** Runs the command in this process, as its main method does, and keeps what it wrote. */
final class Cli {
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();
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

    /** Gives an option, of every command that takes it. */
    Cli at(String option, Object place) {
        places.put(option, place.toString());
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
        List<String> all = new ArrayList<>();
        Optional<Usage> usage = Usages.of(List.of(args));
        places.forEach((option, place) -> {
            if (usage.isPresent() && usage.get().takes(option)) {
                all.add("--" + option + "=" + place);
            }
        });
        // Before the rest: what comes after -- is another program's.
        all.addAll(List.of(args));
        int code = Main.run(
                all.toArray(String[]::new),
                input,
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment);
        return new Result(
                code, out.toByteArray(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
