// The lesson files: every name resolves, every text is short, both languages are complete.
#include <algorithm>
#include <cctype>
#include <set>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/lessons/quantity.h"
#include "tests/core/lessons/lessons.h"

namespace layerwise {
namespace {

constexpr std::size_t kMostWordsOfSentence = 24, kMostWordsOfStep = 59;

std::size_t words(const std::string& text) {
    std::size_t count = 0;
    bool inside = false;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n';
        count += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return count;
}

// At ". ", "? ", "! ", ": " and "; ", where a breath is taken, and at the end.
std::vector<std::string> sentences(const std::string& text) {
    std::vector<std::string> list(1);
    for (std::size_t k = 0; k < text.size(); ++k) {
        list.back() += text[k];
        const bool ends = std::string_view(".?!").find(text[k]) != std::string_view::npos;
        if (ends && k + 1 < text.size() && text[k + 1] == ' ') {
            list.emplace_back();
        }
    }
    return list;
}

std::string said(const std::string& text, const Lesson& lesson, const Trace& trace) {
    const Result<std::string> full = with_numbers(text, trace, lesson.convention, lesson.decimals);
    EXPECT_TRUE(full) << full.error().message;
    return full ? *full : text;
}

TEST(LessonFiles, AreNineInTheirOrder) {
    std::vector<std::string> ids;
    for (const Lesson& lesson : all_lessons()) {
        EXPECT_EQ(lesson.number, static_cast<int>(ids.size()) + 1);
        ids.push_back(lesson.id);
    }
    EXPECT_THAT(ids,
                testing::ElementsAre("data", "linear-map", "activation", "numpy-program", "softmax",
                                     "backpropagation", "digits", "cost", "shapes"));
}

TEST(LessonFiles, ResolveEveryNameWhateverTheNumbers) {
    for (const Lesson& lesson : all_lessons()) {
        for (const std::uint32_t seed : {0U, 1U, 2U, 3U, 17U, 2024U}) {
            const Status checked = check_lesson(lesson, run_of(lesson, seed));
            EXPECT_TRUE(checked) << "seed " << seed << ": " << checked.error().message;
        }
    }
}

TEST(LessonFiles, HaveShortSentencesAndSteps) {
    for (const Lesson& lesson : all_lessons()) {
        const LessonRun run = run_of(lesson);
        for (const auto& [key, text] : lesson.texts) {
            for (const std::string& sentence : sentences(text)) {
                EXPECT_LE(words(sentence), kMostWordsOfSentence)
                    << lesson.id << "." << key << ": " << sentence;
            }
        }
        const Catalogue none;
        for (const LessonStep& step : lesson.steps) {
            const std::string say = lesson_text(none, lesson, step.id + ".say") + ' ' +
                                    lesson_text(none, lesson, step.id + ".question");
            EXPECT_LE(words(said(say, lesson, *pass_of(run, step).trace)), kMostWordsOfStep)
                << lesson.id << "." << step.id;
        }
    }
}

TEST(LessonFiles, HaveAStepToDoAPointToTickAndACard) {
    const Catalogue none;
    for (const Lesson& lesson : all_lessons()) {
        EXPECT_GE(lesson.steps.size(), 7U) << lesson.id;
        EXPECT_GE(lesson.checks.size(), 3U) << lesson.id;
        EXPECT_FALSE(lesson.nodes.empty()) << lesson.id;
        EXPECT_NE(lesson_text(none, lesson, "card.observe"), "") << lesson.id;
        const auto asks = std::count_if(lesson.steps.begin(), lesson.steps.end(),
                                        [](const LessonStep& step) { return step.ask; });
        EXPECT_GE(asks, 5) << lesson.id;
    }
}

// Whether the quantity reads at least one tensor of the pass.
bool reads_the_pass(const std::string& quantity, const Trace& trace) {
    std::string word;
    for (const char c : quantity + ' ') {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
            word += c;
        } else {
            if (!word.empty() && (tensor_named(trace, word) >= 0 || word == "loss_after")) {
                return true;
            }
            word.clear();
        }
    }
    return false;
}

TEST(LessonFiles, AskOnlyForWhatIsComputedFromThePass) {
    for (const Lesson& lesson : all_lessons()) {
        const LessonRun run = run_of(lesson);
        for (const LessonStep& step : lesson.steps) {
            if (!step.ask || step.ask->kind == AskKind::Hunt) {
                continue;
            }
            const Trace& trace = *pass_of(run, step).trace;
            std::vector<std::string> quantities = step.ask->list;
            if (!step.ask->of.empty()) {
                quantities.push_back(step.ask->of);
            }
            for (const AskOption& option : step.ask->options) {
                quantities.push_back(option.when + option.shows);
            }
            EXPECT_FALSE(quantities.empty());
            for (const std::string& quantity : quantities) {
                EXPECT_TRUE(reads_the_pass(quantity, trace))
                    << lesson.id << "." << step.id << ": " << quantity;
            }
        }
    }
}

// The names in braces, which a translation must keep.
std::multiset<std::string> placeholders(const std::string& text) {
    std::multiset<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
        names.insert(text.substr(open, text.find('}', open) + 1 - open));
    }
    return names;
}

TEST(LessonFiles, AreCompleteInEveryLanguage) {
    for (const std::string& language : languages(kTexts)) {
        if (language == "en") {
            continue;
        }
        const Catalogue other = catalogue(language);
        std::set<std::string> known;
        for (const Lesson& lesson : all_lessons()) {
            for (const auto& [key, text] : lesson.texts) {
                const std::string full = fmt::format("lesson.{}.{}", lesson.id, key);
                known.insert(full);
                EXPECT_TRUE(has(other, full)) << language << " lacks " << full;
                EXPECT_EQ(placeholders(std::string(tr(other, full))), placeholders(text)) << full;
            }
        }
        for (const auto& [key, text] : other.texts) {
            EXPECT_TRUE(!key.starts_with("lesson.") || known.contains(key))
                << language << " has " << key << ", which no lesson has";
        }
    }
}

TEST(Catalogues, HaveTheSameKeysInEveryLanguage) {
    const Catalogue english = catalogue("en");
    for (const std::string& language : languages(kTexts)) {
        const Catalogue other = catalogue(language);
        for (const auto& [key, text] : english.texts) {
            EXPECT_TRUE(has(other, key)) << language << " lacks " << key;
            EXPECT_EQ(placeholders(std::string(tr(other, key))), placeholders(text)) << key;
        }
        for (const auto& [key, text] : other.texts) {
            EXPECT_TRUE(has(english, key) || key.starts_with("lesson.")) << key;
        }
    }
}

TEST(Catalogues, HaveASentenceForEverySlip) {
    const Catalogue english = catalogue("en");
    for (const std::string example : {"two-to-two", "two-two-one", "numpy-case", "digits"}) {
        const Trace trace = trace_of(example);
        for (int tensor = 0; tensor < static_cast<int>(trace.tensors.size()); ++tensor) {
            for (const Slip& slip : slips_of(trace, tensor)) {
                EXPECT_TRUE(has(english, "slip." + slip.name)) << slip.name;
            }
            for (const ShapeSlip& slip : shape_slips_of(trace, tensor, Convention::Column)) {
                EXPECT_TRUE(has(english, "slip.shape-" + slip.name)) << slip.name;
            }
        }
    }
}

}  // namespace
}  // namespace layerwise
