#include "core/practice/concept_map.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

namespace layerwise {
namespace {

struct Place {
    std::string_view id;
    double x, y;
};
// Forward along the top, the way back along the bottom.
constexpr std::array<Place, 6> kNodes{{{"data", 0.12, 0.25},
                                       {"linear", 0.38, 0.25},
                                       {"activation", 0.64, 0.25},
                                       {"loss", 0.88, 0.5},
                                       {"gradient", 0.64, 0.75},
                                       {"update", 0.38, 0.75}}};

struct Link {
    std::string_view from, to;
};
constexpr std::array<Link, 10> kLinks{{{"data", "linear"},
                                       {"linear", "activation"},
                                       {"activation", "linear"},
                                       {"activation", "loss"},
                                       {"data", "loss"},
                                       {"loss", "gradient"},
                                       {"linear", "gradient"},
                                       {"activation", "gradient"},
                                       {"gradient", "update"},
                                       {"update", "linear"}}};

int index_of(std::string_view id) {
    const auto* const found = std::find_if(kNodes.begin(), kNodes.end(),
                                           [&](const Place& place) { return place.id == id; });
    return static_cast<int>(found - kNodes.begin());
}

bool is_finished(const PracticeRecord& record, const std::string& lesson) {
    return std::any_of(record.lessons.begin(), record.lessons.end(),
                       [&](const LessonProgress& p) { return p.lesson == lesson && p.finished; });
}

bool has_missed(const PracticeRecord& record, const std::string& lesson) {
    return std::any_of(record.cards.begin(), record.cards.end(), [&](const PracticeCard& card) {
        return card.lesson == lesson && card.missed;
    });
}

}  // namespace

ConceptMap concept_map(const std::vector<Lesson>& lessons, const PracticeRecord& record) {
    ConceptMap map;
    for (const Place& place : kNodes) {
        ConceptNode node{std::string(place.id), place.x, place.y, {}, ConceptState::Later};
        bool missed = false, finished = true;
        for (const Lesson& lesson : lessons) {
            if (std::find(lesson.nodes.begin(), lesson.nodes.end(), node.id) !=
                lesson.nodes.end()) {
                node.lessons.push_back(lesson.id);
                missed = missed || has_missed(record, lesson.id);
                finished = finished && is_finished(record, lesson.id);
            }
        }
        if (missed) {
            node.state = ConceptState::Missed;
        } else if (finished && !node.lessons.empty()) {
            node.state = ConceptState::Done;
        }
        map.nodes.push_back(std::move(node));
    }
    const auto next = std::find_if(map.nodes.begin(), map.nodes.end(), [](const ConceptNode& node) {
        return node.state == ConceptState::Later;
    });
    if (next != map.nodes.end()) {
        next->state = ConceptState::Next;
    }
    for (const Link& link : kLinks) {
        map.edges.push_back(
            {index_of(link.from), index_of(link.to), fmt::format("map.{}-{}", link.from, link.to)});
    }
    return map;
}

std::string_view name(ConceptState state) {
    switch (state) {
        case ConceptState::Done:
            return "done";
        case ConceptState::Missed:
            return "missed";
        case ConceptState::Next:
            return "next";
        case ConceptState::Later:
            return "later";
    }
    return {};
}

}  // namespace layerwise
