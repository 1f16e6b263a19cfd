// What a network gets wrong of a set of samples: counted by class, sorted by loss, held against how
// sure it was.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/network/network.h"
#include "core/training/batches.h"

namespace layerwise {

// What the network made of one sample.
struct Judged {
    Index sample = 0;
    int wanted = 0, said = 0;  // classes; 0 where there are none
    float sure = 0;            // its share for what it said, 0 … 1
    float loss = 0;            // of this sample alone
    bool right() const { return wanted == said; }
};

// The samples that it was about equally sure of: of these, how many were right?
struct SureBin {
    Index count = 0, right = 0;
    double sure = 0;  // the mean of their shares
    double share_right() const {
        return count > 0 ? static_cast<double>(right) / static_cast<double>(count) : 0;
    }
};

inline constexpr int kSureBins = 10;  // of equal width, from 0 to 1

struct Mistakes {
    int classes = 0;             // 0: a regression, which has losses alone
    std::vector<Judged> judged;  // all samples, in their order
    Matrix<Index> confusion;     // (classes × classes): the wanted down, what was said across
    std::vector<Index> worst;    // places in `judged`: what is wrong, by falling loss; of a
                                 // regression all
    double loss = 0;             // mean
    Index right = 0;

    // Only where outputs are shares (softmax, or a single sigmoid); else empty.
    std::vector<SureBin> bins;
    // Expected calibration error: Σ over bins of count / N · |share right − mean share|. Guo,
    // Pleiss, Sun, Weinberger, "On Calibration of Modern Neural Networks" (2017).
    double calibration_error = 0;

    // Of those that are of the class, the share that was called so (recall); and of those called
    // so, the share that is (precision). Nothing where there are none.
    std::optional<double> recall(int c) const;
    std::optional<double> precision(int c) const;
    // Places in `judged` of one cell of the confusion matrix, by falling loss.
    std::vector<Index> in_cell(int wanted, int said) const;
};

// Several outputs are classes where each target is one-hot; one output is two classes where each
// target is 0 or 1. Nothing when go_on() says no, which it is asked every few hundred samples.
std::optional<Mistakes> mistakes(const Network<float>& network, const Batches& data,
                                 const std::function<bool()>& go_on);

}  // namespace layerwise
