def test_x(visitor):
    print(visitor.get("/healthz").status)
    assert 0
