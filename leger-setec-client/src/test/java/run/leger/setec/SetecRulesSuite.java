package run.leger.setec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.core.AccessDeniedException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;

/** What the rules of a grant allow: run over the fake and over the real handlers. */
public abstract class SetecRulesSuite {
    private SetecClient admin;
    private SetecClient caller;

    /** Takes nothing: what it runs over is said by {@link #admin} and {@link #caller}. */
    protected SetecRulesSuite() {}

    /** Returns where callers may do everything. */
    protected abstract URI admin();

    /**
     * Returns where callers have these three rules: {@code get} and the action {@code fly}, which does not exist, on the pattern that
     * {@code stars/a*c*} and {@code /d} make, on {@code exact} and on the empty pattern; {@code delete} on {@code both/*}; {@code info} on {@code both/*}.
     */
    protected abstract URI caller();

    @BeforeEach
    void open() {
        admin = SetecClient.create(admin());
        caller = SetecClient.create(caller());
    }

    @AfterEach
    void close() {
        admin.close();
        caller.close();
    }

    @ParameterizedTest
    @CsvSource({
        "stars/ac/d, true",
        "stars/abc/d, true",
        "stars/a/b/c/x/d, true",
        "stars/acac/d/d, true",
        "stars/ac/d/, false",
        "stars/ab/d, false",
        "Stars/ac/d, false",
        "x/stars/ac/d, false",
        "exact, true",
        "exac, false",
        "exact/, false",
        "exactly, false",
        "both/x, false",
    })
    void a_pattern_is_the_whole_name_with_stars_for_anything(String text, boolean allowed) {
        SecretName name = SecretName.of(text);
        admin.put(name, SecretBytes.copyOf("x".getBytes(UTF_8)));
        if (allowed) {
            assertThat(caller.get(name).version()).isEqualTo(SecretVersion.of(1));
        } else {
            assertThatThrownBy(() -> caller.get(name)).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void the_empty_pattern_matches_the_empty_name() {
        assertThatThrownBy(() -> caller.get(SecretName.lenient(""))).isInstanceOf(NotFoundException.class);
    }

    @Test
    void rules_add_up_and_one_action_is_not_another() {
        SecretName name = SecretName.of("both/thing");
        SecretBytes value = SecretBytes.copyOf("x".getBytes(UTF_8));
        admin.put(name, value);
        admin.put(name, SecretBytes.copyOf("y".getBytes(UTF_8)));
        assertThat(caller.info(name).versions()).hasSize(2);
        assertThat(caller.list())
                .extracting(SecretInfo::name)
                .contains(name)
                .allMatch(n -> n.text().startsWith("both/"));
        assertThatThrownBy(() -> caller.put(name, value)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> caller.activate(name, SecretVersion.of(2))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> caller.createVersion(name, SecretVersion.of(9), value))
                .isInstanceOf(AccessDeniedException.class);
        caller.deleteVersion(name, SecretVersion.of(2));
        caller.delete(name);
        assertThatThrownBy(() -> admin.get(name)).isInstanceOf(NotFoundException.class);
    }
}
