// How a picture becomes x, stage by stage, and what each stage is worth to the probabilities.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/session/session.h"

namespace layerwise {

struct FilmstripStage {
    std::string name;        // of its switch: "crop"; empty for the two ends, which have none
    std::string caption;     // "crop"
    std::string shape;       // "96 × 41"
    Matrix<double> picture;  // 0 … 1; empty when there is no ink
    bool on = true;
    double with = 0, without = 0;  // ŷ of `read`, this stage on and off, the others as they are
    int read_with = 0, read_without = 0;  // the class read then
};

struct FilmstripView {
    std::uint64_t version = 0;
    bool available = false;              // else the input has no picture that could be prepared
    std::vector<FilmstripStage> stages;  // strokes, crop, scale, centre, numbers
    int read = -1;                       // the class read with every stage on
    Vector<double> now, complete;        // ŷ with these stages, and with all of them
    Preparation preparation;
};

FilmstripView filmstrip_view(const Session& session, std::uint64_t version);

// The preparation with the stage of that name turned round. REQUIRES: crop, scale or center.
Preparation turned(Preparation preparation, std::string_view stage);

}  // namespace layerwise
