// What the core's main jobs cost: a trace, a training step, an inference, loading MNIST.
#include <benchmark/benchmark.h>

#include "core/data/dataset.h"
#include "core/examples/example.h"
#include "core/network/spec.h"
#include "core/trace/trace.h"
#include "core/training/batches.h"
#include "core/training/trainer.h"

namespace layerwise {
namespace {

Network<double> digits_network() {
    NetworkSpec spec;
    spec.sizes = {784, 128, 64, 10};
    return initialize(spec, Initializer::He, 0);
}

// The whole pass over N images, every value kept.
void bench_trace(benchmark::State& state) {
    const Network<double> network = digits_network();
    const Index samples = state.range(0);
    const Matrix<double> x = Matrix<double>::Random(784, samples).cwiseAbs();
    Matrix<double> y = Matrix<double>::Zero(10, samples);
    y.row(7).setOnes();
    for (auto _ : state) {
        benchmark::DoNotOptimize(trace(network, x, y, 0.1));
    }
}
BENCHMARK(bench_trace)->Arg(1)->Arg(64)->Unit(benchmark::kMicrosecond);

void bench_inference(benchmark::State& state) {
    const Network<float> network = cast<float>(digits_network());
    const Matrix<float> x = Matrix<float>::Random(784, state.range(0)).cwiseAbs();
    for (auto _ : state) {
        benchmark::DoNotOptimize(predict(network, x));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(bench_inference)->Arg(1)->Arg(64)->Unit(benchmark::kMicrosecond);

// One epoch over 6,400 random samples: samples a second of minibatch descent, batch 64.
void bench_training(benchmark::State& state) {
    const Matrix<double> X = Matrix<double>::Random(784, 6400).cwiseAbs();
    Matrix<double> Y = Matrix<double>::Zero(10, 6400);
    for (Index n = 0; n < Y.cols(); ++n) {
        Y(n % 10, n) = 1;
    }
    const Batches batches = column_batches(X, Y);
    TrainingOptions options;
    options.epochs = 1;
    options.threads = static_cast<int>(state.range(0));
    for (auto _ : state) {
        Trainer trainer;
        trainer.start(cast<float>(digits_network()), batches, batches, options, [] {});
        trainer.wait();
        state.counters["samples_per_second"] = trainer.snapshot()->samples_per_second;
    }
}
BENCHMARK(bench_training)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void bench_load_mnist(benchmark::State& state) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(load_dataset(asset_folder() / "mnist"));
    }
}
BENCHMARK(bench_load_mnist)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace layerwise
