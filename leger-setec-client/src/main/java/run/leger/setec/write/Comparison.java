package run.leger.setec.write;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.LegerException;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SetecClient;

/** Two prefixes of one server, side by side. */
final class Comparison {
    private final SetecClient setec;
    private final String left;
    private final String right;

    Comparison(SetecClient setec, String left, String right) {
        this.setec = setec;
        this.left = left;
        this.right = right;
    }

    List<Difference> all() {
        List<SecretInfo> infos = setec.list();
        Map<String, SecretInfo> lefts = below(infos, left);
        Map<String, SecretInfo> rights = below(infos, right);
        Set<String> suffixes = new TreeSet<>(lefts.keySet());
        suffixes.addAll(rights.keySet());
        return suffixes.stream()
                .map(suffix -> compare(suffix, lefts.get(suffix), rights.get(suffix)))
                .toList();
    }

    /** Returns what {@code copy} has to do: all that the right side lacks or has otherwise. */
    List<Change> toMakeEqual() {
        List<Change> changes = new ArrayList<>();
        List<SecretInfo> infos = setec.list();
        Map<String, SecretInfo> rights = below(infos, right);
        below(infos, left).forEach((suffix, from) -> {
            // Copying everything into a corner of itself would copy the corner too.
            boolean inside = right.startsWith(left) && from.name().text().startsWith(right);
            SecretInfo to = rights.get(suffix);
            if (!inside && (to == null || !isSame(from, to))) {
                changes.add(copy(from, SecretName.lenient(right + suffix), to));
            }
        });
        return changes;
    }

    private static Change copy(SecretInfo from, SecretName to, @Nullable SecretInfo there) {
        if (to.text().isEmpty() || to.isReserved()) {
            throw new IllegalArgumentException(
                    "no secret can be named \"" + to + "\", to which " + from.name() + " would be copied");
        }
        Seen before = there == null ? new Seen(true, Optional.empty(), List.of()) : Seen.of(there);
        return new PutChange(
                to,
                before,
                Optional.of(from.name()),
                Optional.of(from.activeVersion()),
                setec -> setec.getVersion(from.name(), from.activeVersion()).value());
    }

    private static Map<String, SecretInfo> below(List<SecretInfo> infos, String prefix) {
        Map<String, SecretInfo> found = new TreeMap<>();
        for (SecretInfo info : infos) {
            if (info.name().text().startsWith(prefix)) {
                found.put(info.name().text().substring(prefix.length()), info);
            }
        }
        return found;
    }

    private Difference compare(String suffix, @Nullable SecretInfo one, @Nullable SecretInfo other) {
        Difference.Kind kind;
        LegerException failure = null;
        if (one == null) {
            kind = Difference.Kind.ONLY_RIGHT;
        } else if (other == null) {
            kind = Difference.Kind.ONLY_LEFT;
        } else {
            try {
                kind = isSame(one, other) ? Difference.Kind.SAME : Difference.Kind.DIFFERENT;
            } catch (ApiException e) {
                kind = Difference.Kind.UNKNOWN;
                failure = e;
            }
        }
        return new Difference(
                suffix,
                SecretName.lenient(left + suffix),
                Optional.ofNullable(one).map(SecretInfo::activeVersion),
                SecretName.lenient(right + suffix),
                Optional.ofNullable(other).map(SecretInfo::activeVersion),
                kind,
                Optional.ofNullable(failure));
    }

    private boolean isSame(SecretInfo one, SecretInfo other) {
        try (SecretValue left = setec.getVersion(one.name(), one.activeVersion());
                SecretValue right = setec.getVersion(other.name(), other.activeVersion())) {
            return left.value().equals(right.value());
        }
    }
}
