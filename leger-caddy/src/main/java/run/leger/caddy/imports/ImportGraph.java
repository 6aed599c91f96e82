package run.leger.caddy.imports;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which files and snippets import which. */
final class ImportGraph {
    private final Map<String, Set<String>> edges = new HashMap<>();

    /** Adds an edge, unless it would close a circle. */
    boolean add(String from, String to) {
        if (edges.getOrDefault(from, Set.of()).contains(to)) {
            return true;
        }
        if (reaches(to, from)) {
            return false;
        }
        edges.computeIfAbsent(from, name -> new LinkedHashSet<>()).add(to);
        return true;
    }

    private boolean reaches(String from, String to) {
        Deque<String> left = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        left.push(from);
        while (!left.isEmpty()) {
            String name = left.pop();
            if (name.equals(to)) {
                return true;
            }
            if (seen.add(name)) {
                edges.getOrDefault(name, Set.of()).forEach(left::push);
            }
        }
        return false;
    }
}
