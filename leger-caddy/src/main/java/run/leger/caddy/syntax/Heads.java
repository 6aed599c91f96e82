package run.leger.caddy.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads the tokens before a block as Caddy does: quoting is ignored, a comma at the end goes, and what is then empty is no key. */
final class Heads {
    private Heads() {}

    static List<String> keys(List<Token> head) {
        List<String> keys = new ArrayList<>(head.size());
        for (Token token : head) {
            String key = key(token.text());
            if (!key.isEmpty()) {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }

    static String key(String text) {
        return text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    }
}
