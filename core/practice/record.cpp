#include "core/practice/record.h"

#include <algorithm>
#include <cassert>

namespace layerwise {
namespace {

constexpr UnixSeconds kDay = UnixSeconds{24} * 60 * 60;

PracticeCard& card_of(PracticeRecord& record, const std::string& lesson, const std::string& step) {
    const auto found = std::find_if(
        record.cards.begin(), record.cards.end(),
        [&](const PracticeCard& card) { return card.lesson == lesson && card.step == step; });
    if (found != record.cards.end()) {
        return *found;
    }
    PracticeCard card;
    card.lesson = lesson;
    card.step = step;
    record.cards.push_back(std::move(card));
    return record.cards.back();
}

}  // namespace

UnixSeconds wait_in_box(int box) {
    assert(box >= 1 && box <= kBoxes);
    return kDay << (box - 1);
}

PracticeRecord recorded(PracticeRecord record, const Lesson& lesson, const LessonState& state,
                        int step, UnixSeconds now) {
    const LessonStep& asked = lesson.steps[static_cast<std::size_t>(step)];
    const StepResult& result = state.results[static_cast<std::size_t>(step)];
    assert(result.done);
    if (!asked.ask) {
        return record;
    }
    record.attempts.push_back({lesson.id, asked.id, state.seed, result.first, result.slip,
                               result.tries, result.shown, result.seconds, now});
    if (record.attempts.size() > kMostAttempts) {
        record.attempts.erase(record.attempts.begin());
    }
    PracticeCard& card = card_of(record, lesson.id, asked.id);
    card.missed = result.missed();
    // The first meeting leaves a known card in box 1 too: it has not been remembered yet.
    card.box = card.missed ? 1 : card.rounds == 0 ? 1 : std::min(card.box + 1, kBoxes);
    card.rounds += 1;
    card.due = now + wait_in_box(card.box);
    return record;
}

PracticeRecord progressed(PracticeRecord record, const LessonState& state) {
    const auto found = std::find_if(
        record.lessons.begin(), record.lessons.end(),
        [&](const LessonProgress& progress) { return progress.lesson == state.lesson; });
    LessonProgress& progress = found == record.lessons.end()
                                   ? record.lessons.emplace_back(LessonProgress{state.lesson})
                                   : *found;
    progress.furthest = std::max(progress.furthest, state.step);
    progress.finished = progress.finished || state.finished;
    return record;
}

std::vector<PracticeCard> due_cards(const PracticeRecord& record, UnixSeconds now) {
    std::vector<PracticeCard> due;
    std::copy_if(record.cards.begin(), record.cards.end(), std::back_inserter(due),
                 [&](const PracticeCard& card) { return card.due <= now; });
    std::stable_sort(due.begin(), due.end(),
                     [](const PracticeCard& a, const PracticeCard& b) { return a.due < b.due; });
    return due;
}

std::uint32_t fresh_seed(const PracticeCard& card) {
    // FNV-1a over the card's name, so that two cards of one day differ; then one a round.
    std::uint32_t seed = 2166136261U;
    for (const char c : card.lesson + '.' + card.step) {
        seed = (seed ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    constexpr std::uint32_t kRange = 1000000;
    return 1 + (seed + card.rounds) % kRange;
}

}  // namespace layerwise
