package run.leger.caddy.internal;

import java.util.Map;
import java.util.Set;

/** The lines that shortcuts of {@code reverse_proxy} look for among all words of their blocks, also among the arguments of other lines. */
public final class ShortcutWords {
    private static final Map<String, Set<String>> WORDS = Map.of(
            "php_fastcgi",
            Set.of(
                    "root",
                    "split",
                    "env",
                    "index",
                    "try_files",
                    "resolve_root_symlink",
                    "dial_timeout",
                    "read_timeout",
                    "write_timeout",
                    "capture_stderr"),
            "forward_auth",
            Set.of("uri", "copy_headers"));

    private ShortcutWords() {}

    /** Returns the words of a directive; none for most. */
    public static Set<String> of(String directive) {
        return WORDS.getOrDefault(directive, Set.of());
    }
}
