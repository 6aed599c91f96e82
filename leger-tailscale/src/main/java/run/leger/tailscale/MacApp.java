package run.leger.tailscale;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.leger.core.SecretBytes;

/** Where the macOS apps leave the port and the token of their LocalAPI. Files are read, nothing is executed or connected to. */
final class MacApp {
    private static final Pattern PROOF = Pattern.compile("sameuserproof-([0-9]{1,5})-([0-9A-Za-z]{8,128})");
    private static final int LONGEST_TOKEN = 128;

    private final Path root;
    private final Path home;
    private final List<SocketAttempt> attempts = new ArrayList<>();

    /** What an app says. The token belongs to whoever gets this. */
    record Endpoint(int port, SecretBytes token) {}

    MacApp(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /** Looks for the App Store's app, then for the standalone one. */
    Optional<Endpoint> find() {
        return appStore().or(this::standalone);
    }

    /** Returns what {@link #find} looked at and did not take. Never with a token: one may be in a file's name. */
    List<SocketAttempt> attempts() {
        return List.copyOf(attempts);
    }

    /** Port and token are both in the name of a file, in a folder that only the app and this user share. The newest counts. */
    private Optional<Endpoint> appStore() {
        Path groups = home.resolve("Library/Group Containers");
        String newest = null;
        FileTime when = null;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(groups, "*.tailscale.ipn.macos")) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> proofs = Files.newDirectoryStream(folder, "sameuserproof-*")) {
                    for (Path proof : proofs) {
                        String name = proof.getFileName().toString();
                        FileTime modified = Files.getLastModifiedTime(proof);
                        if (PROOF.matcher(name).matches() && (when == null || modified.compareTo(when) > 0)) {
                            newest = name;
                            when = modified;
                        }
                    }
                }
            }
        } catch (IOException e) {
            return nothing(groups, "macOS app of the App Store", reason(e));
        }
        return newest == null
                ? nothing(groups, "macOS app of the App Store", "no same-user proof of the app is there")
                : endpoint(newest);
    }

    private static Optional<Endpoint> endpoint(String name) {
        Matcher parts = PROOF.matcher(name);
        return parts.matches() && port(parts.group(1)) > 0
                ? Optional.of(new Endpoint(
                        port(parts.group(1)), SecretBytes.take(parts.group(2).getBytes(StandardCharsets.US_ASCII))))
                : Optional.empty();
    }

    /** A link whose target is the port, and a file beside it with the token. */
    private Optional<Endpoint> standalone() {
        String origin = "standalone macOS app";
        Path folder = root.resolve("Library/Tailscale");
        Path link = folder.resolve("ipnport");
        int port;
        try {
            port = port(Files.readSymbolicLink(link).toString());
        } catch (IOException e) {
            return nothing(link, origin, reason(e));
        }
        if (port <= 0) {
            return nothing(link, origin, "does not lead to a port");
        }
        Path proof = folder.resolve("sameuserproof-" + port);
        byte[] content;
        try (var in = Files.newInputStream(proof)) {
            content = in.readNBytes(LONGEST_TOKEN + 2);
        } catch (IOException e) {
            return nothing(proof, origin, reason(e));
        }
        try {
            int end = content.length;
            while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
                end--;
            }
            boolean token = end > 0 && end <= LONGEST_TOKEN;
            for (int i = 0; i < end; i++) {
                token &= content[i] > ' ' && content[i] < 0x7f;
            }
            return token
                    ? Optional.of(new Endpoint(port, SecretBytes.take(Arrays.copyOf(content, end))))
                    : nothing(proof, origin, "holds no token");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private Optional<Endpoint> nothing(Path path, String origin, String finding) {
        attempts.add(new SocketAttempt(path, origin, false, finding));
        return Optional.empty();
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return port <= 65535 ? port : 0;
    }

    private static String reason(@Nullable IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return "nothing is there";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it";
        }
        return e instanceof NotLinkException ? "not a link" : "cannot be read";
    }
}
