package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.tailscale.profile.ProfileId;

/** Accounts, logging in and out, on a daemon of the test's own that is connected and whose caller may do everything. */
public abstract class AccountSuite {
    /** For the suites of one daemon each. */
    protected AccountSuite() {}

    /**
     * Returns the client under test.
     *
     * @return the same at each call
     */
    protected abstract TailscaleClient client();

    /**
     * Returns how to log in without a browser.
     *
     * @return the options
     */
    protected abstract StartOptions loginOptions();

    private void waitFor(BackendState state) {
        long begun = System.nanoTime();
        while (!client().statusWithoutPeers().backendState().equals(state)) {
            assertThat(System.nanoTime() - begun)
                    .as("waiting for " + state)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            Thread.onSpinWait();
        }
    }

    private LoginProfile inUse() {
        return client().profiles().current().orElseThrow();
    }

    @Test
    void the_account_in_use_is_among_all_and_found_by_its_id() {
        LoginProfile current = inUse();
        assertThat(client().profiles().list()).contains(current);
        assertThat(client().profiles().profile(current.id())).contains(current);
        assertThat(client().profiles().profile(ProfileId.of("ffff"))).isEmpty();
        assertThat(current.userProfile()).isNotNull();
    }

    @Test
    void a_switch_to_an_empty_account_and_back_loses_nothing() {
        ProfileId id = inUse().id();
        client().profiles().switchToEmptyProfile();
        waitFor(BackendState.NEEDS_LOGIN);
        assertThat(client().profiles().current()).isEmpty();
        assertThat(client().profiles().list()).extracting(LoginProfile::id).contains(id);
        client().profiles().switchProfile(id);
        waitFor(BackendState.RUNNING);
        assertThat(inUse().id()).isEqualTo(id);
    }

    @Test
    void an_account_that_does_not_exist_cannot_be_used_and_is_forgotten_already() {
        ProfileId absent = ProfileId.of("ffff");
        assertThatThrownBy(() -> client().profiles().switchProfile(absent))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.remedy()).isPresent());
        client().profiles().deleteProfile(absent);
        assertThat(client().profiles().current()).isPresent();
        for (String odd : new String[] {"../status", "a/b", "a?b=c", "..", ".", "%2e%2e", "a\nb", "\u00e4#"}) {
            assertThat(client().profiles().profile(ProfileId.of(odd))).as(odd).isEmpty();
        }
        assertThatThrownBy(() -> client().profiles().profile(ProfileId.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void who_logs_out_is_asked_to_log_in_and_a_key_does_it() {
        client().login().logout();
        waitFor(BackendState.NEEDS_LOGIN);
        assertThat(client().profiles().current()).isEmpty();
        client().login().logout();
        client().login().start(loginOptions().prefs(PrefsEdit.none().hostname("again")));
        waitFor(BackendState.RUNNING);
        assertThat(client().prefs().hostname()).isEqualTo("again");
        assertThat(client().prefs().corpDns()).isTrue();
        assertThat(client().profiles().current()).isPresent();
    }

    @Test
    void all_logins_are_forgotten_at_once() {
        client().login().resetAuth();
        waitFor(BackendState.NEEDS_LOGIN);
        assertThat(client().profiles().list()).isEmpty();
    }

    /**
     * Returns a key that every control server of a test takes.
     *
     * @return the key; closed by nobody, as it is no secret
     */
    protected static SecretBytes anyKey() {
        return SecretBytes.copyOf("tskey-auth-lab".getBytes(StandardCharsets.US_ASCII));
    }
}
