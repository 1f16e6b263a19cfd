#include "core/export/escape.h"

#include <gtest/gtest.h>

namespace layerwise {
namespace {

TEST(Escape, CsvQuotesOnlyWhatNeedsIt) {
    EXPECT_EQ(csv_field("W x"), "W x");
    EXPECT_EQ(csv_field("a, b"), "\"a, b\"");
    EXPECT_EQ(csv_field("say \"a\""), "\"say \"\"a\"\"\"");
    EXPECT_EQ(csv_field("two\r\nlines"), "\"two\r\nlines\"");
    EXPECT_EQ(csv_field(""), "");
}

TEST(Escape, HtmlLeavesNoMarkup) {
    EXPECT_EQ(html_text("<b a=\"1\" c='2'>&amp;"),
              "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;");
}

TEST(Escape, MarkdownCellsEndWhereTheyShould) {
    EXPECT_EQ(markdown_code("|z|"), "`\\|z\\|`");
    EXPECT_EQ(markdown_code("dL_dW"), "`dL_dW`");
}

TEST(Escape, TexLeavesNoSpecialCharacter) {
    EXPECT_EQ(tex_text("W - η dL_dW"), "W - $\\eta$ dL\\_dW");
    EXPECT_EQ(tex_text("100% of #1 & {x}^2 ~ \\$"),
              "100\\% of \\#1 \\& \\{x\\}\\textasciicircum{}2 \\textasciitilde{} "
              "\\textbackslash{}\\$");
    EXPECT_EQ(tex_text("128 × 784"), "128 $\\times$ 784");
}

TEST(Escape, ThousandsAreSetApart) {
    EXPECT_EQ(grouped(0), "0");
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1000), "1,000");
    EXPECT_EQ(grouped(109386), "109,386");
    EXPECT_EQ(grouped(1234567890), "1,234,567,890");
}

TEST(Escape, ReadableNumbersHaveATrueMinus) {
    EXPECT_EQ(readable(-0.071312), "−0.07131");
    EXPECT_EQ(readable(-1.5e-8), "−1.5e−08");
    EXPECT_EQ(readable(0), "0");
    EXPECT_EQ(readable(-0.0), "0");
}

}  // namespace
}  // namespace layerwise
