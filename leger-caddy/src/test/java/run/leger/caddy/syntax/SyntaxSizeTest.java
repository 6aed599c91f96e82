package run.leger.caddy.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SyntaxSizeTest {
    private static final int MEGABYTE = 1_000_000;

    @Test
    void a_tree_of_an_ordinary_file_allocates_at_most_ten_bytes_for_each_of_the_file() {
        String text = OrdinaryCaddyfile.of(MEGABYTE);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SyntaxTree.parse(text);
        long before = threads.getCurrentThreadAllocatedBytes();
        SyntaxTree tree = SyntaxTree.parse(text);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(tree.elements()).hasSizeGreaterThan(1000);
        assertThat(allocated / (double) text.length()).isLessThan(10);
    }

    @Test
    void an_ordinary_file_is_laid_out_already() {
        String text = OrdinaryCaddyfile.of(MEGABYTE);
        SyntaxTree tree = SyntaxTree.parse(text);
        assertThat(tree.format()).isEqualTo(text);
        assertThat(tree.pieces().stream().map(Node::raw).collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
