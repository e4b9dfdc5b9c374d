"""Loss and optimiser, against what torch itself computes. Needs the extra `train`."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("transformers", reason="the extra `train` is not installed")


def test_the_chunked_loss_and_its_gradients_are_those_of_torch() -> None:
    """Label-smoothed cross entropy over 700 tokens, more than one chunk."""
    from workbench.training.loss import ChunkedCrossEntropy

    torch.manual_seed(1)
    hidden = torch.randn(700, 16, requires_grad=True)
    weight = torch.randn(50, 16, requires_grad=True)
    wanted = torch.randint(0, 50, (700,))
    ours = ChunkedCrossEntropy.apply(hidden, weight, wanted, 0.1)
    ours.backward()
    found = [hidden.grad.clone(), weight.grad.clone()]
    hidden.grad = weight.grad = None
    theirs = torch.nn.functional.cross_entropy(hidden @ weight.t(), wanted, label_smoothing=0.1)
    theirs.backward()

    assert torch.allclose(ours, theirs, atol=1e-5)
    assert torch.allclose(found[0], hidden.grad, atol=1e-6)
    assert torch.allclose(found[1], weight.grad, atol=1e-5)


def test_muon_moves_a_matrix_by_a_nearly_orthogonal_step() -> None:
    """Singular values of the step lie around one, times the rate and the shape's factor."""
    from workbench.training.muon import Muon

    torch.manual_seed(2)
    for shape in ((24, 8), (8, 24), (16, 16)):
        matrix = torch.zeros(shape)
        matrix.grad = torch.randn(shape)
        Muon([matrix], torch.float32, decay=0.0).step(0.1)
        values = torch.linalg.svdvals(matrix / (-0.1 * 0.2 * max(shape) ** 0.5))
        assert float(values.min()) > 0.3 and float(values.max()) < 1.4
