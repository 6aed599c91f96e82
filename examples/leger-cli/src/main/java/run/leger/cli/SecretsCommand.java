package run.leger.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import run.leger.core.AccessDeniedException;
import run.leger.core.Json;
import run.leger.core.SecretBytes;
import run.leger.setec.Refresh;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** {@code leger secrets ...}: finds the verb, and does what only reads. Values go to standard output as they are, and nowhere else. */
final class SecretsCommand {
    private static final long MAX_VERSION = 0xffff_ffffL;

    private SecretsCommand() {}

    static int run(Invocation call) {
        if (call.words().isEmpty()) {
            throw Usages.verb("secrets", call.words());
        }
        String verb = call.words().get(0);
        Invocation rest = call.rest();
        try {
            return switch (verb) {
                case "list" -> with(rest, setec -> list(rest, setec));
                case "get" -> with(rest, setec -> get(rest, setec));
                case "info" -> with(rest, setec -> info(rest, setec));
                case "keyring" -> with(rest, setec -> keyring(rest, setec));
                case "put" -> with(rest, setec -> SecretsWrite.put(rest, setec));
                case "create-version" -> with(rest, setec -> SecretsWrite.createVersion(versioned(rest), setec));
                case "activate" -> with(rest, setec -> SecretsWrite.activate(versioned(rest), setec));
                case "delete" -> with(rest, setec -> SecretsDelete.delete(versioned(rest), setec));
                case "delete-version" -> with(rest, setec -> SecretsDelete.deleteVersion(versioned(rest), setec));
                case "prune" -> with(rest, setec -> SecretsDelete.prune(rest, setec));
                case "diff" -> with(rest, setec -> SecretsPrefixes.diff(rest, setec));
                case "copy" -> with(rest, setec -> SecretsPrefixes.copy(rest, setec));
                case "export" -> with(rest, setec -> SecretsExport.run(rest, setec));
                case "run" -> SecretsRun.run(rest);
                default -> throw Usages.verb("secrets", call.words());
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Returns a call with the version as its second word, where it was given as an option. */
    private static Invocation versioned(Invocation call) {
        Optional<String> version = call.text(CliOptions.VERSION_NUMBER);
        if (version.isEmpty() || call.words().isEmpty()) {
            return call;
        }
        List<String> words = new ArrayList<>(call.words());
        words.add(1, version(version.get()).toString());
        return call.withWords(words);
    }

    /** Runs something with a client, which is closed afterwards. */
    static int with(Invocation call, ToIntFunction<SetecClient> action) {
        try (SetecClient setec = client(call)) {
            return action.applyAsInt(setec.with(call.callOptions()));
        }
    }

    private static SetecClient client(Invocation call) {
        URI server = call.setec();
        SetecClient.Builder builder = SetecClient.builder(server);
        if (call.has(CliOptions.ALLOW_HTTP)) {
            builder.allowPlainHttp();
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            // The address itself was taken, so that this is the one cause left; its own words are for who writes Java.
            throw new UsageException(
                    "secrets would cross the network in clear to " + server,
                    "its https address, or --allow-http where the way there is encrypted below, as in a tailnet");
        }
    }

    private static int list(Invocation call, SetecClient setec) {
        call.noWords();
        List<SecretInfo> secrets = setec.list();
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets list",
                    out -> out.objects(
                            "secrets",
                            secrets,
                            secret -> out.field("name", secret.name().text())
                                    .field(
                                            "active_version",
                                            secret.activeVersion().number())
                                    .field("versions", numbers(secret))));
        } else {
            for (SecretInfo secret : secrets) {
                console.line(String.format(
                        "%-40s active %d of %s",
                        Console.shown(secret.name().text()),
                        secret.activeVersion().number(),
                        String.join(", ", versions(secret))));
            }
        }
        return Exit.OK;
    }

    private static int get(Invocation call, SetecClient setec) {
        SecretName name = SecretNames.existing(call.word("a secret's name"));
        Optional<SecretVersion> version = call.text(CliOptions.VERSION_NUMBER).map(SecretsCommand::version);
        if (call.has(CliOptions.IF_CHANGED)) {
            SecretVersion held = version.orElseThrow(
                    () -> new UsageException("--if-changed needs --secret-version, the version that is held"));
            if (!(setec.getIfChanged(name, held) instanceof Refresh.Changed fresh)) {
                return unchanged(call.console(), name, held);
            }
            write(call.console(), name, fresh.secret());
        } else {
            write(call.console(), name, version.isPresent() ? setec.getVersion(name, version.get()) : setec.get(name));
        }
        return Exit.OK;
    }

    private static int unchanged(Console console, SecretName name, SecretVersion held) {
        if (console.json()) {
            console.object(
                    "secrets get",
                    out -> out.field("name", name.text())
                            .field("version", held.number())
                            .field("value", Json.parse("null")));
        } else {
            console.note("leger: value not changed: version " + held + " is active");
        }
        return Exit.REFUSED;
    }

    private static void write(Console console, SecretName name, SecretValue value) {
        try (SecretBytes bytes = value.value()) {
            bytes.use(copy -> {
                if (console.json()) {
                    console.object(
                            "secrets get",
                            out -> out.field("name", name.text())
                                    .field("version", value.version().number())
                                    .field("value", copy));
                    return copy.length;
                }
                console.bytes(copy);
                if (console.terminal() && (copy.length == 0 || copy[copy.length - 1] != '\n')) {
                    console.line("");
                }
                return copy.length;
            });
        }
    }

    private static int info(Invocation call, SetecClient setec) {
        SecretInfo secret = setec.info(SecretNames.existing(call.word("a secret's name")));
        if (call.console().json()) {
            call.console()
                    .object(
                            "secrets info",
                            out -> out.field("name", secret.name().text())
                                    .field(
                                            "active_version",
                                            secret.activeVersion().number())
                                    .field("versions", numbers(secret)));
        } else {
            call.console().line("name      " + Console.shown(secret.name().text()));
            call.console().line("active    " + secret.activeVersion().number());
            call.console().line("versions  " + String.join(", ", versions(secret)));
        }
        return Exit.OK;
    }

    private static int keyring(Invocation call, SetecClient setec) {
        SecretInfo secret = setec.info(SecretNames.existing(call.word("a secret's name")));
        List<SecretVersion> readable = secret.versions().stream()
                .filter(version -> isReadable(setec, secret.name(), version))
                .toList();
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets keyring",
                    out -> out.field("name", secret.name().text())
                            .field("active_version", secret.activeVersion().number())
                            .objects(
                                    "keys",
                                    secret.versions(),
                                    version -> out.field("version", version.number())
                                            .field("active", version.equals(secret.activeVersion()))
                                            .field("readable", readable.contains(version))));
        } else {
            for (SecretVersion version : secret.versions()) {
                console.line(version
                        + (version.equals(secret.activeVersion()) ? "  active" : "")
                        + (readable.contains(version) ? "" : "  cannot be read"));
            }
        }
        return readable.size() == secret.versions().size() ? Exit.OK : Exit.REFUSED;
    }

    /** A version 0 is the mark of a wrapped counter; it exists, and asking for it gives another. */
    private static boolean isReadable(SetecClient setec, SecretName name, SecretVersion version) {
        if (version.isActive()) {
            return false;
        }
        try {
            setec.getVersion(name, version).close();
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    static SecretVersion version(String text) {
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
        if (number < 1 || number > MAX_VERSION) {
            // It is not repeated: it may be a value in the wrong place.
            throw new UsageException("a version is a number from 1 to " + MAX_VERSION);
        }
        return SecretVersion.of(number);
    }

    static List<String> versions(SecretInfo secret) {
        return secret.versions().stream().map(v -> Long.toString(v.number())).toList();
    }

    /** Returns the numbers as JSON. */
    static Json numbers(SecretInfo secret) {
        return Json.parse("[" + String.join(",", versions(secret)) + "]");
    }

    /** Returns what is known of a secret that must be there, or empty where this device may not look. */
    static Optional<SecretInfo> look(SetecClient setec, SecretName name) {
        try {
            return Optional.of(setec.info(name));
        } catch (AccessDeniedException e) {
            return Optional.empty();
        }
    }

    /** As {@link #look}, for what is done to a version that must be there. */
    static Optional<SecretInfo> look(SetecClient setec, SecretName name, SecretVersion version) {
        Optional<SecretInfo> info = look(setec, name);
        if (info.isPresent() && !info.get().versions().contains(version)) {
            throw new RefusedException(
                    name + " has no version " + version,
                    "one of its versions: " + String.join(", ", versions(info.get())));
        }
        return info;
    }
}
