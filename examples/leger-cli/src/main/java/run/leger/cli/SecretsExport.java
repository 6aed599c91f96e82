package run.leger.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import run.leger.core.AtomicFile;
import run.leger.core.internal.JsonOut;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SetecClient;

/** {@code leger secrets export}: a file of variables for a shell or systemd, one for podman and docker, or JSON as Setec's own file client reads it. */
final class SecretsExport {
    private SecretsExport() {}

    /** A secret that is exported, by which variable. */
    private record Item(Optional<String> variable, SecretName name) {}

    static int run(Invocation call, SetecClient setec) {
        String format = call.text(CliOptions.FORMAT).orElse("env");
        if (!format.matches("env|podman|json")) {
            throw new UsageException("--format is env, podman or json: " + Console.shown(format));
        }
        Optional<Path> file = call.text(CliOptions.TO).map(text -> InputFile.path("--to", text));
        Console console = call.console();
        boolean dry = call.has(CliOptions.DRY_RUN);
        if (file.isEmpty() && console.json() && !dry) {
            throw new UsageException(
                    "--json needs --to: standard output cannot hold both; for secrets as JSON --format=json");
        }
        if (file.isEmpty() && console.terminal() && !call.has(CliOptions.YES) && !dry) {
            throw new UsageException("this would show secrets on the terminal", "--to FILE, or --yes");
        }
        SecretSelection selection = SecretSelection.of(call, setec, call.words());
        List<Item> items = items(selection, format);
        if (dry) {
            selection.requireFound(setec);
            file.ifPresent(OutputFolder::require);
        } else {
            byte[] content = content(setec, items, format);
            try {
                file.ifPresentOrElse(path -> AtomicFile.secret(path).replace(content), () -> console.bytes(content));
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        }
        report(call, items, file);
        return Exit.OK;
    }

    /** In JSON a secret has its own name, so that no variable need be made of it. */
    private static List<Item> items(SecretSelection selection, String format) {
        return format.equals("json")
                ? selection.names().stream()
                        .map(name -> new Item(Optional.empty(), name))
                        .toList()
                : SecretVariables.of(selection).entrySet().stream()
                        .map(each -> new Item(Optional.of(each.getKey()), each.getValue()))
                        .toList();
    }

    private static void report(Invocation call, List<Item> items, Optional<Path> file) {
        boolean dry = call.has(CliOptions.DRY_RUN);
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets export",
                    out -> out.field("applied", !dry)
                            .field("file", file.map(Path::toString).orElse(null))
                            .objects(
                                    "secrets",
                                    items,
                                    item -> out.field(
                                                    "variable", item.variable().orElse(null))
                                            .field("name", item.name().text())));
        } else if (dry) {
            items.forEach(item -> console.line("would write "
                    + item.variable().map(variable -> variable + " from ").orElse("")
                    + Console.shown(item.name().text())));
        } else {
            file.ifPresent(path -> console.line("wrote " + items.size() + " secrets to " + path));
        }
    }

    private static byte[] content(SetecClient setec, List<Item> items, String format) {
        List<SecretValue> values = new ArrayList<>();
        try {
            items.forEach(item -> values.add(setec.get(item.name())));
            if (format.equals("json")) {
                return json(items, values);
            }
            Content content = new Content();
            for (int i = 0; i < items.size(); i++) {
                Item item = items.get(i);
                values.get(i).value().use(bytes -> {
                    line(content, item, bytes, format.equals("podman"));
                    return bytes.length;
                });
            }
            return content.take();
        } finally {
            values.forEach(SecretValue::close);
        }
    }

    private static byte[] json(List<Item> items, List<SecretValue> values) {
        return JsonOut.object(out -> {
            for (int i = 0; i < items.size(); i++) {
                SecretName name = items.get(i).name();
                SecretValue value = values.get(i);
                value.value().use(bytes -> {
                    if (bytes.length == 0) {
                        throw new UsageException(
                                name + " is empty, and this format passes over what is empty",
                                "leave it out, or another format");
                    }
                    return out.object(
                            name.text(),
                            secret -> secret.object(
                                    "secret",
                                    inner -> inner.field(
                                                    "Version", value.version().number())
                                            .field("Value", bytes)));
                });
            }
        });
    }

    private static void line(Content content, Item item, byte[] value, boolean raw) {
        SecretName name = item.name();
        for (byte b : value) {
            if (b == 0 || raw && (b == '\n' || b == '\r')) {
                throw new UsageException(
                        name + " holds a byte that this format cannot hold",
                        "--format=json, or another for this secret");
            }
        }
        requireText(name, value);
        content.add(item.variable().orElseThrow() + (raw ? "=" : "='"));
        for (byte b : value) {
            if (!raw && b == '\'') {
                // What a shell and systemd both take for an apostrophe; of '\'' systemd makes something else.
                content.add("'\"'\"'");
            } else {
                content.write(b);
            }
        }
        content.add(raw ? "\n" : "'\n");
    }

    static void requireText(SecretName name, byte[] value) {
        try {
            Arrays.fill(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .array(),
                    '\0');
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    name + " is not UTF-8 text, so that no variable can hold it",
                    "leave it out: leger secrets get, and export --format=json, write it as it is");
        }
    }

    /** Bytes that are wiped when they were taken; what was outgrown is garbage that nobody can reach. */
    private static final class Content extends ByteArrayOutputStream {
        Content() {
            super(64 << 10);
        }

        void add(String text) {
            writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        byte[] take() {
            byte[] bytes = toByteArray();
            Arrays.fill(buf, (byte) 0);
            return bytes;
        }
    }
}
