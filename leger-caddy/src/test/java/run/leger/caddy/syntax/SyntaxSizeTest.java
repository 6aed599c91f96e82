package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyntaxSizeTest {
    private static final int MEGABYTE = 1_000_000;

    @Test
    void a_tree_of_an_ordinary_file_allocates_at_most_ten_bytes_for_each_of_the_file() {
        String text = OrdinaryCaddyfile.of(MEGABYTE);
        SizeFigures.of(text);
        assertThat(SizeFigures.of(text).allocatedPerByte()).isLessThan(10);
    }

    /** {@link SyntaxSizes} has the sizes at which time can be measured. */
    @Test
    void memory_is_in_proportion_to_the_file() {
        assertProportional(SyntaxSizes.nested(2_500), SyntaxSizes.nested(10_000));
        assertProportional(SyntaxSizes.sites(2_500), SyntaxSizes.sites(10_000));
        assertProportional(OrdinaryCaddyfile.of(MEGABYTE / 4), OrdinaryCaddyfile.of(MEGABYTE));
    }

    private static void assertProportional(String quarter, String whole) {
        double few = SizeFigures.of(quarter).allocatedPerByte();
        assertThat(SizeFigures.of(whole).allocatedPerByte()).isLessThan(1.5 * few);
    }
}
