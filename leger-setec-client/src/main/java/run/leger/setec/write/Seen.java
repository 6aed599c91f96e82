package run.leger.setec.write;

import java.util.List;
import java.util.Optional;
import run.leger.core.AccessDeniedException;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** What {@code info} said of a secret: which version is active, none where there is no secret; or that this caller may not look. */
record Seen(boolean known, Optional<SecretVersion> active, List<SecretVersion> versions) {
    private static final Seen ABSENT = new Seen(true, Optional.empty(), List.of());
    private static final Seen UNKNOWN = new Seen(false, Optional.empty(), List.of());

    static Seen of(SecretInfo info) {
        return new Seen(true, Optional.of(info.activeVersion()), info.versions());
    }

    static Seen look(SetecClient setec, SecretName name) {
        try {
            return of(setec.info(name));
        } catch (NotFoundException e) {
            return ABSENT;
        }
    }

    static Seen lookIfAllowed(SetecClient setec, SecretName name) {
        try {
            return look(setec, name);
        } catch (AccessDeniedException e) {
            return UNKNOWN;
        }
    }

    boolean isAbsent() {
        return known && active.isEmpty();
    }
}
