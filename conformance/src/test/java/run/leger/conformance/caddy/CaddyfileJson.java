package run.leger.conformance.caddy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import run.leger.caddy.syntax.Block;
import run.leger.caddy.syntax.Element;
import run.leger.caddy.syntax.Import;
import run.leger.caddy.syntax.NamedRoute;
import run.leger.caddy.syntax.Part;
import run.leger.caddy.syntax.Section;
import run.leger.caddy.syntax.Site;
import run.leger.caddy.syntax.Snippet;
import run.leger.caddy.syntax.Statement;
import run.leger.caddy.syntax.SyntaxTree;
import run.leger.caddy.syntax.Token;

/** A tree as {@code lab/caddyfile} writes what Caddy makes of a file. */
final class CaddyfileJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaddyfileJson() {}

    static JsonNode read(CaddyfileJudge.Answer answer) {
        if (!answer.isOk()) {
            throw new AssertionError("Caddy refuses it: " + answer.text());
        }
        try {
            return JSON.readTree(answer.text());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tokens(SyntaxTree tree) {
        ArrayNode tokens = JsonNodeFactory.instance.arrayNode();
        for (Token token : tree.tokens()) {
            tokens.addArray().add(token.text()).add(token.line()).add(token.isQuoted());
        }
        return tokens;
    }

    /** Returns keys and segments. Imports are left out, as those are that find no file. */
    static JsonNode blocks(SyntaxTree tree) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        for (Element element : tree.elements()) {
            if (element instanceof Section section
                    && !(section instanceof Snippet && section.block().isPresent())) {
                ObjectNode block = JsonNodeFactory.instance.objectNode();
                section(section, block);
                if (!block.get("keys").isEmpty() || !block.get("segments").isEmpty()) {
                    blocks.add(block);
                }
            }
        }
        return blocks;
    }

    private static void section(Section section, ObjectNode block) {
        ArrayNode keys = block.putArray("keys");
        ArrayNode segments = JsonNodeFactory.instance.arrayNode();
        boolean route = section instanceof NamedRoute && section.block().isPresent();
        if (route) {
            String name = ((NamedRoute) section).name();
            keys.add(name);
            List<String> segment = new ArrayList<>(List.of(name));
            flatten(section.block().orElseThrow(), segment);
            segment.forEach(segments.addArray()::add);
        } else {
            if (section instanceof Site site) {
                site.addresses().forEach(keys::add);
            } else {
                // A comma at the end goes, and then nothing is no key.
                section.head().stream()
                        .map(token -> token.text().replaceFirst(",$", ""))
                        .filter(key -> !key.isEmpty())
                        .forEach(keys::add);
            }
            for (Element element : section.elements()) {
                if (element instanceof Statement statement && !(statement instanceof Import)) {
                    List<String> segment = new ArrayList<>();
                    statement.parts().forEach(part -> flatten(part, segment));
                    segment.forEach(segments.addArray()::add);
                }
            }
        }
        block.put("route", route);
        block.set("segments", segments);
    }

    private static void flatten(Part part, List<String> into) {
        if (part instanceof Token token) {
            into.add(token.text());
        } else if (part instanceof Block block) {
            into.add("{");
            for (Element element : block.elements()) {
                if (element instanceof Statement statement && !(statement instanceof Import)) {
                    statement.parts().forEach(inner -> flatten(inner, into));
                }
            }
            block.close().ifPresent(brace -> into.add("}"));
        }
    }
}
