package run.leger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variable a secret becomes in {@code run} and {@code export}, and what {@code --env} does about it. */
class SecretVariablesTest extends SecretsFixture {
    @Test
    void a_variable_that_must_be_meant_is_made_where_it_is() {
        store("q/b/path", "/bin:/usr/bin");
        store("q/b/other", "o");
        String fix = fix(refused(64, "other code", run("run", "--prefix=q/b/", "--", "true")));
        assertThat(fix).isEqualTo("--env=PATH=q/b/path");
        assertThat(run("run", "--prefix=q/b/", fix, "--", "sh", "-c", "test \"$PATH$OTHER\" = /bin:/usr/bino")
                        .code())
                .isZero();
        assertThat(run("export", "--prefix=q/b/", fix).out()).isEqualTo("OTHER='o'\nPATH='/bin:/usr/bin'\n");
        assertThat(run("export", "q/b/path", "--env=MINE=q/b/path").out()).isEqualTo("MINE='/bin:/usr/bin'\n");
    }

    @Test
    void secrets_that_would_be_one_variable_are_told_apart_with_env() {
        store("p/a-b", "1");
        store("p/a_b", "2");
        refused(64, "both p/a-b and p/a_b would be A_B", run("export", "--prefix=p/"));
        assertThat(run("export", "--prefix=p/", "--env=Y=p/a_b").out()).isEqualTo("A_B='1'\nY='2'\n");
        assertThat(run("export", "--prefix=p/", "--env=X=p/a-b", "--env=Y=p/a_b")
                        .out())
                .isEqualTo("X='1'\nY='2'\n");
        refused(64, "both p/a-b and p/a_b would be A_B", run("export", "p/a_b", "--prefix=p/", "--env=A_B=p/a-b"));
        refused(64, "both p/a-b and p/a_b would be X", run("export", "--env=X=p/a-b", "--env=X=p/a_b"));
    }

    @Test
    void secrets_as_json_are_known_by_their_names_and_no_variable_is_made() {
        store("p/a-b", "1");
        store("p/a_b", "2");
        store("p/path", "3");
        store("p/", "4");
        Cli.Result all = run("export", "--prefix=p/", "p/path", "--env=X=p/path", "--env=Y=p/path", "--format=json");
        assertThat(all.code()).as(all.toString()).isZero();
        for (String name : List.of("p/a-b", "p/a_b", "p/path", "p/")) {
            assertThat(all.text(name, "secret", "Version")).as(name).isEqualTo("1");
            assertThat(all.out().split("\"" + name + "\"", -1)).as(name).hasSize(2);
        }
        assertThat(run("export", "--prefix=p/a", "--format=json", "--dry-run").out())
                .isEqualTo("would write p/a-b\nwould write p/a_b\n");
        Cli.Result plan = run("export", "--prefix=p/a", "--format=json", "--dry-run", "--json");
        assertThat(plan.text("secrets", "0", "name")).isEqualTo("p/a-b");
        assertThat(plan.json().at("secrets", "0", "variable").orElseThrow()).hasToString("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "classpath",
                "gconv-path",
                "node-path",
                "lua-init",
                "lua-init-5-4",
                "pager",
                "git-pager",
                "manpager",
                "git-external-diff",
                "git-config-global",
                "editor",
                "git-editor",
                "kube-editor",
                "visual",
                "browser",
                "shell",
                "ssh-askpass",
                "maven-opts",
                "java-opts",
                "jdk-javac-options",
                "perl5db",
                "pythonbreakpoint",
                "rubylib",
                "gem-path",
                "bundle-gemfile",
                "phprc",
                "openssl-conf",
                "prompt-command",
                "ps4",
                "shellopts",
                "makeflags",
                "lessopen",
                "gtk-modules",
                "qt-plugin-path",
                "dotnet-startup-hooks",
                "coreclr-profiler",
                "erl-aflags",
                "goflags",
                "rustc-wrapper",
                "docker-config",
                "nlspath",
                "ld.audit",
                "glibc-tunables"
            })
    void a_variable_by_which_programs_find_code_must_be_meant(String name) {
        store("p/" + name, "x");
        refused(64, "other code", run("export", "--prefix=p/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git-token",
                "git-password",
                "java-key",
                "db-path",
                "api-key",
                "npm-token",
                "path-key",
                "pager-duty-key",
                "env-file-key",
                "docker-password",
                "shell-key",
                "node-auth-token",
                "editor-license",
                "erl-cookie",
                "npm-config--auth",
                "pythonanywhere-token",
                "lua-key"
            })
    void a_variable_that_is_only_called_alike_need_not(String name) {
        store("p/" + name, "x");
        assertThat(run("export", "--prefix=p/").code()).isZero();
    }
}
