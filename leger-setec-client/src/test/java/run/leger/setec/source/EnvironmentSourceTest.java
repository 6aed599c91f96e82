package run.leger.setec.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.core.NotFoundException;
import run.leger.setec.SecretName;
import run.leger.setec.SecretSource;

final class EnvironmentSourceTest extends SecretSourceSuite {
    @Override
    SecretSource open(Map<String, byte[]> secrets) {
        Map<SecretName, String> variables = new HashMap<>();
        Map<String, String> environment = new HashMap<>();
        secrets.forEach((name, value) -> {
            variables.put(SecretName.of(name), "VARIABLE_" + variables.size());
            environment.put(variables.get(SecretName.of(name)), new String(value, UTF_8));
        });
        return EnvironmentSource.of(variables).in(environment);
    }

    @Override
    boolean takesBytes() {
        return false;
    }

    @ParameterizedTest
    @CsvSource({"prod/db-key, APP_PROD_DB_KEY", "a.b c, APP_A_B_C", "ünï/1, APP__N__1", "A, APP_A"})
    void a_name_becomes_a_variable_with_the_prefix(String name, String variable) {
        SecretSource source = EnvironmentSource.withPrefix("APP_").in(Map.of(variable, "x"));
        assertThat(text(source.get(SecretName.of(name)))).isEqualTo("x");
    }

    @Test
    void the_remedy_names_the_variable() {
        SecretSource source = EnvironmentSource.withPrefix("APP_").in(Map.of());
        assertThatThrownBy(() -> source.get(SecretName.of("prod/db")))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.remedy()).hasValue("set APP_PROD_DB"));
    }

    @Test
    void a_variable_without_a_character_is_a_value_without_a_byte() {
        SecretSource source = EnvironmentSource.withPrefix("").in(Map.of("A", ""));
        assertThat(source.get(SecretName.of("a")).value().length()).isZero();
    }

    @Test
    void a_variable_that_java_could_not_decode_is_not_passed_on() {
        SecretSource source = EnvironmentSource.withPrefix("").in(Map.of("A", "planted\ufffd"));
        assertThatThrownBy(() -> source.get(SecretName.of("a")))
                .isInstanceOf(UnreadableSourceException.class)
                .hasMessageContaining("variable A")
                .hasMessageNotContaining("planted");
    }

    @Test
    void the_environment_is_that_of_the_process() {
        SecretSource source = EnvironmentSource.of(Map.of(SecretName.of("path"), "PATH"));
        assertThat(text(source.get(SecretName.of("path")))).isEqualTo(System.getenv("PATH"));
    }
}
